using Apsis;
using Apsis.DataManagement;
using Apsis.Http;

namespace Guide;

public static class Storage
{
    public static async Task<Bucket> EnsureBucketAsync(AutomationWorkflow workflow)
    {
        // snippet: ensure-bucket
        var bucket = await workflow.EnsureBucketAsync(
            "my-design-automation-bucket",
            region: "US",                        // US, EMEA, AUS, CAN, DEU, IND, JPN or GBR
            policyKey: PolicyKey.Transient);     // transient: 24 hours; temporary: 30 days; persistent: until deleted
        // end
        return bucket;
    }

    public static async Task<SignedUrl> UploadInputAsync(AutomationWorkflow workflow)
    {
        // snippet: upload-input
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));

        var inputUrl = await workflow.UploadInputFileAsync(
            "path/to/input.rvt",
            objectKey: "inputs/input.rvt",       // the file's name when left out
            bucketKey: "my-bucket",              // the default bucket when left out
            cancellationToken: limit.Token);
        // end
        return inputUrl;
    }

    public static async Task<SignedUrl> PrepareOutputAsync(AutomationWorkflow workflow)
    {
        // snippet: prepare-output
        var outputUrl = await workflow.PrepareOutputUrlAsync(
            "outputs/output.rvt",
            bucketKey: "my-bucket",
            minutesValid: 60);
        // end
        return outputUrl;
    }

    public static async Task PoliciesAsync(AutomationWorkflow workflow)
    {
        // snippet: bucket-policies
        await workflow.EnsureBucketAsync("test-bucket-of-mine", policyKey: PolicyKey.Transient);            // tests
        await workflow.EnsureBucketAsync("production-bucket-of-mine", policyKey: PolicyKey.Persistent);     // what must stay
        // end
    }
}
