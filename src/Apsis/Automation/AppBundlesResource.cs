using System.Net.Http.Headers;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>The AppBundles of the app, and those shared with it.</summary>
public sealed class AppBundlesResource : VersionedResource<AppBundle>
{
    // The time that Autodesk's own client allows for 100 MB.
    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(10);

    internal AppBundlesResource(AutomationClient client)
        : base(client, "appbundles", AutomationJson.Default.AppBundle)
    {
    }

    /// <summary>Uploads the zip of a version that has just been created. The file is streamed.</summary>
    /// <param name="upload">What the creation answered.</param>
    /// <param name="zipPath">The zip: at most 100 MB.</param>
    /// <param name="cancellationToken">Ends the upload; the version then has no content and its next use fails.</param>
    /// <exception cref="TransferException">The file is missing, unreadable or too large, or the storage refused it.</exception>
    public async Task UploadAsync(AppBundleUpload upload, string zipPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var file = OpenZip(zipPath);
        await using (file.ConfigureAwait(false))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, upload.EndpointUrl) { Content = FormOf(upload, file, Path.GetFileName(zipPath)) };
            // The form's stream can be read once only; the version's upload can be asked for again by a new version.
            request.MarkOnce();
            using var limit = new CancellationTokenSource(UploadLimit, Client.Pipeline.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                using var response = await Client.Pipeline.Signed.SendAsync(request, either.Token).ConfigureAwait(false);
                if (!response.IsSuccessStatusCode)
                {
                    var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                    throw new TransferException($"The AppBundle '{zipPath}' was refused: {(int)response.StatusCode} {ApsErrorReader.Reason(SignedUrl.Redact(body))}.");
                }
            }
            catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TransferException($"The AppBundle '{zipPath}' was not uploaded within {UploadLimit.TotalMinutes:0} minutes. Check the network and try again.", error);
            }
            catch (HttpRequestException error)
            {
                throw new TransferException($"The AppBundle '{zipPath}' could not be uploaded: {error.Message}.", error);
            }
        }
    }

    /// <summary>Refuses a zip that the service would not take, before anything is created for it.</summary>
    /// <exception cref="TransferException">It is missing, unreadable or too large.</exception>
    internal static void CheckSize(string zipPath) => OpenZip(zipPath).Dispose();

    private static FileStream OpenZip(string zipPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(zipPath);
        try
        {
            var file = new FileStream(zipPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var bytes = file.Length;
            if (bytes <= ApsLimits.MaxAppBundleBytes)
                return file;

            file.Dispose();
            throw new TransferException($"The AppBundle '{zipPath}' has {bytes} bytes; the service accepts {ApsLimits.MaxAppBundleBytes}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"The AppBundle '{zipPath}' can not be read: {error.Message}", error);
        }
    }

    // S3 reads the fields up to the file and ignores what follows it.
    private static MultipartFormDataContent FormOf(AppBundleUpload upload, FileStream file, string fileName)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in upload.FormData)
        {
            if (value is null)
                continue;

            var field = new StringContent(value);
            field.Headers.ContentType = null;
            form.Add(field, $"\"{name}\"");
        }

        var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(content, "\"file\"", $"\"{fileName.Replace("\"", "", StringComparison.Ordinal)}\"");
        return form;
    }
}
