using System.Text.Json;

namespace Apsis.DataManagement;

/// <summary>Reads the answer to a completion: the object, or under the same 200 why there is none.</summary>
internal static class CompletionAnswer
{
    public static (StoredObject? Value, string? Reason) Read(JsonElement answer)
    {
        var head = answer.Deserialize(StorageJson.Default.AnswerHead);
        if (head?.Failure() is { } failure)
            return (null, failure);

        // In a failure, size may be {expected, detected}: the object is read only when there is one.
        return head?.ObjectKey is null ? (null, "no reason given") : (answer.Deserialize(StorageJson.Default.StoredObject), null);
    }
}
