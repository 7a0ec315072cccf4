using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>Everything of Authentication that crosses the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenIntrospection))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(ServiceAccountList))]
[JsonSerializable(typeof(ServiceAccountCreation))]
[JsonSerializable(typeof(ServiceAccountStatusChange))]
[JsonSerializable(typeof(ServiceAccountKeyList))]
[JsonSerializable(typeof(ServiceAccountPrivateKey))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AuthJson : JsonSerializerContext;
