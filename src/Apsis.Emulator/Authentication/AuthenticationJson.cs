using System.Text.Json.Serialization;
using Apsis.Emulator.Authentication.ServiceAccounts;

namespace Apsis.Emulator.Authentication;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuthenticationError))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenHeader))]
[JsonSerializable(typeof(TokenClaims))]
[JsonSerializable(typeof(IdTokenClaims))]
[JsonSerializable(typeof(IntrospectionAnswer))]
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(DiscoveryDocument))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(AssertionClaims))]
[JsonSerializable(typeof(ServiceAccountRequest))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(CreatedServiceAccount))]
[JsonSerializable(typeof(ServiceAccountList))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(KeyList))]
internal sealed partial class AuthenticationJson : JsonSerializerContext;
