using System.CommandLine;
using System.Globalization;
using Apsis.Cli.Output;
using Apsis.Cli.Storage;
using Apsis.DataManagement;
using Apsis.Http;

namespace Apsis.Cli.Commands;

/// <summary><c>apsis objects sign</c>. Its result is a secret; nothing else prints one.</summary>
internal static class ObjectsSignCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var address = new Argument<string>("ADDRESS") { Description = "A key. With write access it need not exist yet." };
        var access = OptionRules.Checked<SignedAccess?>("--access", "ACCESS", "read, write or readwrite. Default: read.", "read, write or readwrite", text => text.ToLowerInvariant() switch
        {
            "read" => SignedAccess.Read,
            "write" => SignedAccess.Write,
            "readwrite" => SignedAccess.ReadWrite,
            _ => null,
        });
        var minutes = OptionRules.Checked<int?>("--minutes", "MINUTES", "How long it is valid, 1 to 60. Default: 60.", "a number of minutes from 1 to 60",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= ApsLimits.MaxSignedUrlMinutes ? number : null);
        var once = new Option<bool>("--single-use") { Description = "It ends with its first use." };
        var cdn = new Option<bool>("--cdn") { Description = "An address of the content delivery network." };
        var (json, data) = (OptionRules.Json(), OptionRules.EmulatorData());
        var command = new Command("sign", "Prints an address of an object that works without a token. Whoever has it may use it.")
        {
            address, access, minutes, once, cdn, json, data,
        };
        command.SetAction(parsed => StorageSession.RunAsync(surroundings, parsed.GetValue(json), parsed.GetValue(data), async (target, cancel) =>
        {
            var place = OssAddress.ParseOrKey(parsed.GetRequiredValue(address));
            var signed = await target.Data.Objects.SignAsync(place.Bucket ?? target.DefaultBucket, place.Key, new SignedResourceOptions
            {
                Access = parsed.GetValue(access) ?? SignedAccess.Read,
                Minutes = parsed.GetValue(minutes) ?? ApsLimits.MaxSignedUrlMinutes,
                SingleUse = parsed.GetValue(once),
                UseCdn = parsed.GetValue(cdn),
            }, cancel);
            if (target.IsBuiltIn)
                StorageSession.Note(surroundings, "the address ends with this command: so does the built-in emulator");
            return StorageReport.Success with { Url = signed.SignedUrl.Reveal(), Expires = signed.Expiration };
        }, report =>
        {
            if (report.Url is { } url)
                surroundings.Output.WriteLine(SafeText.Line(url));
        }));
        return command;
    }
}
