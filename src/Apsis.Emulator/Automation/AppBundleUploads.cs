using System.Buffers;
using System.Globalization;
using System.Text;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Apsis.Emulator.Automation;

/// <summary>
/// Takes the zip of an AppBundle as S3 takes a browser's form: all fields first, the file last, whatever follows it ignored.
/// </summary>
internal sealed class AppBundleUploads(
    AppBundleForm form, DefinitionStore definitions, EmulatorDatabase database, BlobFolder blobs, EmulatorAddress address, ApsEmulatorOptions options)
{
    private const string FileField = "file";
    private const int MaxFieldBytes = 32 * 1024;
    private const int MaxFields = 64;

    public async Task PostAsync(HttpContext http)
    {
        var reader = new MultipartReader(Boundary(http), http.Request.Body);
        try
        {
            var (fields, file) = await ReadFieldsAsync(reader, http.RequestAborted);
            await form.CheckAsync(fields, http.RequestAborted);
            await StoreAsync(fields["key"], file, http.RequestAborted);

            http.Response.StatusCode = StatusCodes.Status200OK;
            http.Response.Headers.Location = address.Url($"{AppBundleForm.Path}/{Uri.EscapeDataString(fields["key"])}");
            http.Response.Headers.Server = "AmazonS3";
            http.Response.Headers["x-amz-server-side-encryption"] = "AES256";
            http.Response.ContentLength = 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException && e is not BadHttpRequestException)
        {
            throw AppBundleUploadRefusal.Malformed("The body of your POST request is not well-formed multipart/form-data.");
        }
    }

    private static string Boundary(HttpContext http)
    {
        var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= 200 }
            ? boundary
            : throw AppBundleUploadRefusal.Malformed("The body of your POST request is not well-formed multipart/form-data.");
    }

    private static async Task<(Dictionary<string, string> Fields, Stream File)> ReadFieldsAsync(
        MultipartReader reader, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? "").Value ?? "";
            // The .NET client sends the file without a file name, so its field name alone tells.
            if (name.Equals(FileField, StringComparison.OrdinalIgnoreCase)) return (fields, section.Body);
            if (fields.Count == MaxFields) throw AppBundleUploadRefusal.Malformed($"The form has more than {MaxFields} fields.");
            fields[name] = await ReadFieldAsync(section.Body, cancellationToken);
        }

        throw AppBundleUploadRefusal.NoFile();
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFieldBytes + 1];
        var count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return count <= MaxFieldBytes
            ? Encoding.UTF8.GetString(buffer, 0, count)
            : throw AppBundleUploadRefusal.Malformed($"A field of the form is larger than {MaxFieldBytes} bytes.");
    }

    private async Task StoreAsync(string key, Stream file, CancellationToken cancellationToken)
    {
        // The policy vouches for the key.
        var parts = key.Split('/');
        var version = int.Parse(parts[3], CultureInfo.InvariantCulture);
        var clientId = await database.ReadAsync(connection => AppStore.ClientIdOf(connection, parts[1]), cancellationToken);

        await using var writer = blobs.Create(BlobHashes.None);
        await CopyAsync(file, writer, cancellationToken);
        var blob = await writer.CommitAsync(cancellationToken);
        if (await definitions.SetPackageAsync(clientId, parts[2], version, blob.Id, cancellationToken)) return;
        blobs.Delete(blob.Id);
        throw AppBundleUploadRefusal.NoSuchKey();
    }

    private async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            long total = 0;
            int count;
            while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                total += count;
                if (total > options.Automation.MaxAppBundleBytes) throw AppBundleUploadRefusal.TooLarge();
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
