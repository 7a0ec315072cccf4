using System.Text.Json;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.ObjectStorage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Http;

/// <summary>The answer to a completion whose parts have not arrived, though they have.</summary>
internal static class FailedCompletion
{
    public static async Task AnswerAsync(HttpContext http)
    {
        var request = await http.JsonAsync(OssJson.Default.CompletionRequest);
        IReadOnlyList<string?> eTags = request.ETags ?? [];
        if (eTags.Count == 0) eTags = [null];
        var size = JsonElement.Parse(request.Size is { } expected ? $$"""{"expected":{{expected}},"detected":0}""" : "0");
        var parts = eTags.Select((eTag, index) => new CompletionPart(index + 1, Size: null, eTag?.Trim('"'), "Pending")).ToList();
        await http.WriteJsonAsync(
            new CompletionFailure(request.UploadKey ?? "", "error", "MissingOrInvalidParts", size, parts), OssJson.Default.CompletionFailure);
    }
}
