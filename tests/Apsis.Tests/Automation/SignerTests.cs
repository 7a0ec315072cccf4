using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using CsCheck;

namespace Apsis.Tests.Automation;

public sealed class SignerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Whatever_is_signed_is_verified_with_the_public_half_only()
    {
        using var signer = WorkItemSigner.Generate();
        using var verifier = RSA.Create(new RSAParameters
        {
            Exponent = Convert.FromBase64String(signer.PublicKey.Exponent),
            Modulus = Convert.FromBase64String(signer.PublicKey.Modulus),
        });

        Gen.String.Sample(text => verifier.VerifyData(
            Encoding.Unicode.GetBytes(text), Convert.FromBase64String(signer.Sign(text)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), iter: 50);
        verifier.VerifyData(Encoding.UTF8.GetBytes("me.Do+prod"), Convert.FromBase64String(signer.Sign("me.Do+prod")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_is_saved_and_loaded_signs_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("apsis-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "key.json");
            using var signer = WorkItemSigner.Generate();
            await signer.SaveAsync(path, Stop);
            using var loaded = await WorkItemSigner.LoadAsync(path, Stop);

            loaded.Sign("me.Do+prod").ShouldBe(signer.Sign("me.Do+prod"));
            loaded.PublicKey.ShouldBe(signer.PublicKey);
            JsonDocument.Parse(await File.ReadAllTextAsync(path, Stop)).RootElement.EnumerateObject().Select(member => member.Name)
                .ShouldBe(["D", "DP", "DQ", "Exponent", "InverseQ", "Modulus", "P", "Q"]);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await Should.ThrowAsync<IOException>(() => signer.SaveAsync(path, Stop));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Openssl_accepts_the_signature()
    {
        var folder = Directory.CreateTempSubdirectory("apsis-test-");
        try
        {
            using var signer = WorkItemSigner.Generate();
            using var rsa = RSA.Create(new RSAParameters { Exponent = Convert.FromBase64String(signer.PublicKey.Exponent), Modulus = Convert.FromBase64String(signer.PublicKey.Modulus) });
            string PathOf(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(PathOf("key.pem"), rsa.ExportSubjectPublicKeyInfoPem(), Stop);
            await File.WriteAllBytesAsync(PathOf("text"), Encoding.Unicode.GetBytes("me.Do+prod"), Stop);
            await File.WriteAllBytesAsync(PathOf("signature"), Convert.FromBase64String(signer.Sign("me.Do+prod")), Stop);
            Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "There is no openssl.");

            using var openssl = System.Diagnostics.Process.Start("/usr/bin/openssl", ["dgst", "-sha256", "-verify", PathOf("key.pem"), "-signature", PathOf("signature"), PathOf("text")]);
            await openssl.WaitForExitAsync(Stop);
            openssl.ExitCode.ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_work_item_is_signed_with_its_activity_and_its_addresses()
    {
        using var signer = WorkItemSigner.Generate();

        var signed = signer.Sign(new WorkItemSpec { ActivityId = "me.Do+prod" }, "https://a/", "https://b/");

        signed.Signatures!.ActivityId.ShouldBe(signer.Sign("me.Do+prod"));
        signed.Signatures.BaseUrls!.Select(item => (item.Url, item.Signature)).ShouldBe([("https://a/", signer.Sign("https://a/")), ("https://b/", signer.Sign("https://b/"))]);
        signer.Sign(new WorkItemSpec { ActivityId = "me.Do+prod" }).Signatures!.BaseUrls.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"D":"not base64"}""")]
    [InlineData("""{"D":"AQID","Exponent":"AQAB","Modulus":"AQID"}""")]
    public void A_text_that_is_no_key_is_refused_without_repeating_it(string json) =>
        Should.Throw<FormatException>(() => WorkItemSigner.FromJson(json)).Message.ShouldNotContain("AQID");

    [Fact]
    public void The_public_half_can_not_sign()
    {
        using var signer = WorkItemSigner.Generate();
        Should.Throw<FormatException>(() => WorkItemSigner.FromJson(signer.ToJson(includePrivateKey: false))).Message.ShouldContain("no private half");
    }

    [Fact]
    public async Task The_public_key_is_given_to_the_service_and_read_back()
    {
        await using var aps = await EmulatedAps.StartAsync();
        var automation = aps.Automation();
        using var signer = WorkItemSigner.Generate();

        (await automation.App.GetAsync(Stop)).ShouldBe(new ForgeApp { Nickname = "client-a" });
        await automation.App.SetNicknameAsync("Walls", Stop);
        await automation.App.SetPublicKeyAsync(signer.PublicKey, Stop);

        var app = await automation.App.GetAsync(Stop);
        app.Nickname.ShouldBe("Walls");
        app.PublicKey.ShouldBe(signer.PublicKey);
        (await automation.App.GetNicknameAsync(Stop)).ShouldBe("Walls");
        await Should.ThrowAsync<AutomationException>(() => automation.App.SetNicknameAsync("no blanks", Stop));
    }
}
