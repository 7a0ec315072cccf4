using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuthenticationError))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenHeader))]
[JsonSerializable(typeof(TokenClaims))]
[JsonSerializable(typeof(IntrospectionAnswer))]
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(DiscoveryDocument))]
internal sealed partial class AuthenticationJson : JsonSerializerContext;
