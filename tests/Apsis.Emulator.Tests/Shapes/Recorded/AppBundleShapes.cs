using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.5, and S3 behind it.</summary>
internal static class AppBundleShapes
{
    private const string Create = "POST /da/us-east/v3/appbundles";
    private const string Get = "GET /da/us-east/v3/appbundles/{id}";
    private const string CreateVersion = "POST /da/us-east/v3/appbundles/{id}/versions";
    private const string GetVersion = "GET /da/us-east/v3/appbundles/{id}/versions/{version}";
    private const string Upload = "POST /s3/dasprod-store";
    private const string Package = "GET /s3/dasprod-store/apps/{owner}/{name}/{version}";

    private const string Created = """
        200 application/json

        {
          "uploadParameters": {
            "endpointURL": "<host>/s3/dasprod-store",
            "formData": {
              "key": "apps/client-a/Plot/1",
              "content-type": "application/octet-stream",
              "policy": "<base64>",
              "success_action_status": "200",
              "success_action_redirect": "",
              "x-amz-signature": "<hex>",
              "x-amz-credential": "<text>/us-east-1/s3/aws4_request/",
              "x-amz-algorithm": "AWS4-HMAC-SHA256",
              "x-amz-date": "<digits>T<digits>Z",
              "x-amz-server-side-encryption": "AES256",
              "x-amz-security-token": "<text>"
            }
          },
          "id": "client-a.Plot", "engine": "Autodesk.AutoCAD+24_3", "description": "Plots", "version": 1
        }
        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Create, "the first version", world => world.Owner.AskAsync(Create, new { id = "Plot", engine = Engine, description = "Plots" }), Created),
        new(CreateVersion, "the second", async world =>
        {
            await world.AppBundleAsync();
            return await world.Owner.AskAsync($"POST {Da}/appbundles/Plot/versions", new { engine = Engine, description = "Plots" });
        }, Created.Replace("Plot/1", "Plot/2", StringComparison.Ordinal).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)),
        new(Get, "with its zip", async world =>
        {
            await world.PackageAsync();
            return await world.Owner.AskAsync($"GET {Da}/appbundles/client-a.Plot+prod");
        }, """
            200 application/json

            {"package": "<host>/s3/dasprod-store/apps/client-a/Plot/1?<signature>", "id": "client-a.Plot+prod", "engine": "Autodesk.AutoCAD+24_3", "version": 1}
            """),
        new(GetVersion, "without its zip", async world =>
        {
            await world.PackageAsync();
            return await world.Owner.AskAsync($"GET {Da}/appbundles/Plot/versions/1");
        }, """
            200 application/json

            {"package?": "<host>/s3/dasprod-store/apps/client-a/Plot/1?<signature>", "id": "Plot", "engine": "Autodesk.AutoCAD+24_3", "version": 1}
            """),

        new(Upload, "a zip", async world => await world.PostZipAsync(await world.AppBundleAsync()), """
            200 -
            Location: <host>/s3/dasprod-store/apps%2Fclient-a%2FPlot%2F1
            Server: AmazonS3
            x-amz-server-side-encryption: AES256
            Content-Length: 0
            """),
        new(Upload, "under another key", async world => await world.PostZipAsync(await world.AppBundleAsync(), ("key", "apps/client-b/Plot/1")),
            S3Error(403, "AccessDenied", "Invalid according to Policy: Policy Condition failed: [&quot;eq&quot;, &quot;$key&quot;]")),
        new(Upload, "with another signature", async world => await world.PostZipAsync(await world.AppBundleAsync(), ("x-amz-signature", "00")), S3Error(403, "SignatureDoesNotMatch")),
        new(Upload, "without a file", async world => await world.PostZipAsync(await world.AppBundleAsync(), ("file", null)), S3Error(400, "InvalidArgument")),
        new(Upload, "a file of more bytes than allowed", async world => await world.PostZipAsync(await world.AppBundleAsync()), S3Error(400, "EntityTooLarge"))
        {
            Configure = options => options.Automation.MaxAppBundleBytes = 3,
        },
        new(Upload, "to a version that is gone", async world =>
        {
            var created = await world.AppBundleAsync();
            await world.Owner.DoAsync($"DELETE {Da}/appbundles/Plot");
            return await world.PostZipAsync(created);
        }, S3Error(404, "NoSuchKey")),

        new(Package, "the zip", async world =>
        {
            await world.PackageAsync();
            return await world.Anyone.AskAsync("GET " + Text(await world.Owner.DoAsync($"GET {Da}/appbundles/client-a.Plot+prod"), "package"));
        }, """
            200 application/octet-stream
            Content-Length: 5

            a zip
            """),
        new(Package, "without a signature", async world =>
        {
            await world.PackageAsync();
            return await world.Anyone.AskAsync("GET /s3/dasprod-store/apps/client-a/Plot/1");
        }, S3Error(403, "AccessDenied")),
    ];
}
