using Apsis.Auth;
using Apsis.DataManagement;
using Apsis.Http;

namespace Apsis.Tests.Support;

internal sealed partial class EmulatedAps
{
    /// <summary>A client whose token may do everything with buckets.</summary>
    public DataManagementClient OwnerData(string clientId = "client-a")
    {
        var auth = new AuthClient(new AuthClientOptions { ClientId = clientId, ClientSecret = "secret-a", BaseUrl = Emulator.BaseAddress });
        var pipeline = new ApsPipeline(auth, new ApsPipelineOptions
        {
            Scopes = [.. Scopes.DefaultAutomation, Scopes.BucketUpdate, Scopes.BucketDelete],
            RetryDelay = TimeSpan.FromMilliseconds(10),
        });
        _clients.AddRange([pipeline, auth]);
        return new DataManagementClient(pipeline);
    }

    /// <summary>A client, and a bucket of the name <c>bucket</c>.</summary>
    public async Task<DataManagementClient> DataWithBucketAsync()
    {
        var data = OwnerData();
        await data.Buckets.CreateAsync("bucket", new CreateBucketOptions { PolicyKey = PolicyKey.Persistent }, TestContext.Current.CancellationToken);
        return data;
    }

    public static async Task PutAsync(DataManagementClient data, string objectKey, int size = 10)
    {
        using var content = new MemoryStream(new byte[size]);
        await data.Objects.UploadAsync(content, "bucket", objectKey, cancellationToken: TestContext.Current.CancellationToken);
    }
}
