using System.Text.Json;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.ObjectStorage;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Execution;

/// <summary>Moves the files of a job: over HTTP, out of data URLs, and to and from the object storage. Everything is streamed.</summary>
internal sealed class JobTransfers(JobHttp http, AccessTokens tokens, ObjectStore objects, IntermediateStorage intermediate)
{
    private const string DefaultContentType = "application/octet-stream";

    /// <summary>Fetches what an argument or a reference names.</summary>
    /// <exception cref="WorkItemException">It could not be fetched.</exception>
    public async Task<DownloadedFile> DownloadAsync(
        WorkItemJob job, ArgumentBody source, string verb, string file, CancellationToken cancellationToken, string suffix = "", string? content = null)
    {
        var url = source.Url + suffix;
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        if (DataUrl.Is(url))
        {
            if (!DataUrl.TryDecode(url, out var bytes)) throw new WorkItemException("The data url cannot be read.");
            await target.WriteAsync(bytes, cancellationToken);
            return new DownloadedFile(bytes.Length, null);
        }

        if (DasUrl.Parse(url) is { WorkItemId: { } author } das) return await ReadIntermediateAsync(job, author, das.Path, target, cancellationToken);
        return ObjectUrn.Parse(url) is { } urn
            ? await ReadObjectAsync(urn, source, target, cancellationToken)
            : await ReadHttpAsync(url, source, verb, content ?? source.RequestContent, target, cancellationToken);
    }

    /// <summary>Sends content where an argument says.</summary>
    /// <exception cref="WorkItemException">It could not be sent.</exception>
    public Task UploadAsync(
        WorkItemJob job, ArgumentBody target, string verb, Stream content, string fileName, CancellationToken cancellationToken) => target.Url! switch
        {
            var url when DasUrl.Parse(url) is { } das => intermediate.WriteAsync(job, das.Path, content, cancellationToken),
            var url when ObjectUrn.Parse(url) is { } urn => WriteObjectAsync(urn, target, content, cancellationToken),
            _ => WriteHttpAsync(target, verb, content, fileName, cancellationToken),
        };

    private async Task<DownloadedFile> ReadIntermediateAsync(
        WorkItemJob job, string author, string path, Stream target, CancellationToken cancellationToken)
    {
        await using var content = await intermediate.OpenAsync(job.ClientId, author, path, cancellationToken)
            ?? throw new WorkItemException($"The WorkItem {author} has left no file of that name.");
        await BlobCopy.CopyAsync(content, target, cancellationToken);
        return new DownloadedFile(content.Length, null);
    }

    private async Task<DownloadedFile> ReadObjectAsync(ObjectUrn urn, ArgumentBody source, Stream target, CancellationToken cancellationToken)
    {
        var caller = CallerOf(source, "data:read");
        try
        {
            var stored = await objects.GetAsync(caller, urn.BucketKey, urn.ObjectKey, cancellationToken);
            await using var content = objects.OpenRead(stored);
            await BlobCopy.CopyAsync(content, target, cancellationToken);
            return new DownloadedFile(stored.Size, LocalName.FromUrl("/" + Uri.EscapeDataString(urn.ObjectKey.Split('/')[^1])));
        }
        catch (ServiceRefusal refusal)
        {
            throw new WorkItemException($"The object could not be read: {refusal.Message} (status {refusal.Status}).", refusal);
        }
        catch (FileNotFoundException e)
        {
            throw new WorkItemException("The object was deleted while it was read.", e);
        }
    }

    private async Task WriteObjectAsync(ObjectUrn urn, ArgumentBody target, Stream content, CancellationToken cancellationToken)
    {
        var caller = CallerOf(target, "data:write", "data:create");
        try
        {
            await objects.PutAsync(caller, urn.BucketKey, urn.ObjectKey, content, Header(target, "Content-Type"), cancellationToken);
        }
        catch (ServiceRefusal refusal)
        {
            throw new WorkItemException($"The object could not be written: {refusal.Message} (status {refusal.Status}).", refusal);
        }
    }

    private async Task<DownloadedFile> ReadHttpAsync(
        string url, ArgumentBody source, string verb, string? content, Stream target, CancellationToken cancellationToken)
    {
        // With what a program has added to it.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) throw new WorkItemException("The url cannot be read.");
        using var request = new HttpRequestMessage(new HttpMethod(verb), address);
        if (!string.IsNullOrEmpty(content)) request.Content = new StringContent(content);
        JobHttp.AddHeaders(request, source.Headers);
        using var response = await SendAsync(request, cancellationToken);
        var before = target.Position;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await BlobCopy.CopyAsync(body, target, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new WorkItemException($"The download broke off: {e.Message}", e);
        }

        var disposition = response.Content.Headers.ContentDisposition;
        return new DownloadedFile(target.Position - before, disposition?.FileNameStar ?? disposition?.FileName);
    }

    private async Task WriteHttpAsync(ArgumentBody target, string verb, Stream content, string fileName, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), target.Url);
        HttpContent file = new StreamContent(content);
        file.Headers.ContentLength = content.Length;
        file.Headers.TryAddWithoutValidation("Content-Type", DefaultContentType);
        if (target.Multiparts is { } parts)
        {
            var form = new MultipartFormDataContent();
            foreach (var (name, value) in parts) form.Add(new StringContent(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()), name);
            form.Add(file, "file", fileName);
            file = form;
        }

        request.Content = file;
        JobHttp.AddHeaders(request, target.Headers);
        using var response = await SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            throw new WorkItemException($"The request failed: {e.Message}", e);
        }
        // That is how .NET says that no connection came about in time.
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkItemException("The request failed: the server did not answer in time.", e);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response)
            throw new WorkItemException($"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
    }

    private Caller CallerOf(ArgumentBody argument, params string[] anyScope)
    {
        const string Scheme = "Bearer ";
        if (Header(argument, "Authorization") is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new WorkItemException("An object urn needs the header Authorization with a bearer token.");
        var caller = tokens.Check(header[Scheme.Length..].Trim())
            ?? throw new WorkItemException("The bearer token for the object is not valid or has expired.");
        return anyScope.Any(scope => caller.Scopes.Any(owned => owned == scope || owned.StartsWith(scope + ":", StringComparison.Ordinal)))
            ? caller
            : throw new WorkItemException($"The bearer token for the object lacks the scope {string.Join(" or ", anyScope)}.");
    }

    private static string? Header(ArgumentBody argument, string name) =>
        argument.Headers?.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
