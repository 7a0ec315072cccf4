using System.Text.Json.Serialization;

namespace Apsis.Auth;

internal sealed record ServiceAccountCreation(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("firstName")] string FirstName,
    [property: JsonPropertyName("lastName")] string LastName);

internal sealed record ServiceAccountStatusChange([property: JsonPropertyName("status")] string Status);

internal sealed record ServiceAccountList
{
    [JsonPropertyName("serviceAccounts")]
    public IReadOnlyList<ServiceAccount> Accounts { get; init => field = value ?? []; } = [];
}

internal sealed record ServiceAccountKeyList
{
    [JsonPropertyName("keys")]
    public IReadOnlyList<ServiceAccountKey> Keys { get; init => field = value ?? []; } = [];
}
