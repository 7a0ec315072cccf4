using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Apsis.Auth;
using CsCheck;

namespace Apsis.Tests.Auth;

public sealed class PkceTests
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    [Fact]
    public void The_challenge_is_that_of_the_example_in_RFC_7636() =>
        Pkce.FromVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").Challenge.ShouldBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    [Fact]
    public void New_ones_are_valid_and_never_the_same()
    {
        var verifiers = Enumerable.Range(0, 1000).Select(_ => Pkce.Create().Verifier).ToList();

        verifiers.Distinct().Count().ShouldBe(1000);
        verifiers.ShouldAllBe(verifier => verifier.Length >= 43 && verifier.Length <= 128 && verifier.All(Unreserved.Contains));
    }

    [Fact]
    public void Any_verifier_gives_the_base64url_of_its_hash_and_stays_out_of_the_text() =>
        Gen.Char[Unreserved].Array[43, 128].Select(characters => new string(characters)).Sample(verifier =>
        {
            var pkce = Pkce.FromVerifier(verifier);
            return pkce.Verifier == verifier
                && pkce.Challenge == Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_')
                && Base64Url.DecodeFromChars(pkce.Challenge).Length == 32
                && !pkce.ToString().Contains(verifier, StringComparison.Ordinal);
        });

    [Fact]
    public void What_is_no_verifier_is_refused() =>
        Gen.String[0, 140].Where(text => text.Length is < 43 or > 128 || !text.All(Unreserved.Contains))
            .Sample(text => { Should.Throw<ArgumentException>(() => Pkce.FromVerifier(text)); });
}
