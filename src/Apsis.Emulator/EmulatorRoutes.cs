using Apsis.Emulator.Authentication;
using Apsis.Emulator.Authentication.Pages;
using Apsis.Emulator.Authentication.ServiceAccounts;
using Apsis.Emulator.Authentication.SignIn;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Sockets;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.ObjectStorage;
using Apsis.Emulator.Page;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator;

/// <summary>Every route of the emulator, grouped by service.</summary>
internal static class EmulatorRoutes
{
    public static void MapAuthentication(this IEndpointRouteBuilder app)
    {
        var tokens = app.ServiceProvider.GetRequiredService<TokenEndpoints>();
        app.MapPost("/authentication/v2/token", tokens.IssueAsync);
        app.MapPost("/authentication/v2/introspect", tokens.IntrospectAsync);
        app.MapPost("/authentication/v2/revoke", tokens.RevokeAsync);

        var keys = app.ServiceProvider.GetRequiredService<KeyEndpoints>();
        app.MapGet("/authentication/v2/keys", keys.KeysAsync);
        app.MapGet("/.well-known/openid-configuration", keys.DiscoverAsync);

        var signIn = app.ServiceProvider.GetRequiredService<SignInEndpoints>();
        app.MapGet(SignInEndpoints.AuthorizePath, signIn.AskAsync);
        app.MapPost(SignInEndpoints.AuthorizePath, signIn.DecideAsync);
        app.MapPost(SignInEndpoints.SignInPath, signIn.SignInAsync);
        app.MapGet("/authentication/v2/logout", signIn.SignOutAsync);
        app.MapGet(SignInEndpoints.SignedOutPath, SignedOutPage.WriteAsync);

        var users = app.ServiceProvider.GetRequiredService<UserInfoEndpoints>();
        app.MapGet("/userinfo", users.GetAsync).RequireToken().RequireUser(AuthenticationRefusal.InvalidToken);

        MapServiceAccounts(app.MapGroup("/authentication/v2/service-accounts").RequireApp(AuthenticationRefusal.InvalidToken));
    }

    public static void MapObjectStorage(this IEndpointRouteBuilder app)
    {
        var buckets = app.ServiceProvider.GetRequiredService<BucketEndpoints>();
        app.MapPost("/oss/v2/buckets", buckets.CreateAsync).RequireScope("bucket:create");
        app.MapGet("/oss/v2/buckets", buckets.ListAsync).RequireScope("bucket:read");
        app.MapGet("/oss/v2/buckets/{bucketKey}/details", buckets.DetailsAsync).RequireScope("bucket:read");
        app.MapDelete("/oss/v2/buckets/{bucketKey}", buckets.DeleteAsync).RequireScope("bucket:delete");
        app.MapPost("/oss/v2/buckets/{bucketKey}/protect", buckets.ProtectAsync).RequireScope("bucket:update");
        app.MapPost("/oss/v2/buckets/{bucketKey}/transfer", buckets.TransferAsync).RequireScope("bucket:update");

        // {objectKey} stands for any number of raw segments: ObjectPath has taken the key out of the path before routing.
        const string Object = "/oss/v2/buckets/{bucketKey}/objects/{objectKey}";
        var objects = app.ServiceProvider.GetRequiredService<ObjectEndpoints>();
        app.MapGet("/oss/v2/buckets/{bucketKey}/objects", objects.ListAsync).RequireScope("data:read");
        app.MapGet(Object + "/details", objects.DetailsAsync).RequireScope("data:read");
        app.MapPut(Object + "/copyto", objects.CopyAsync).RequireScope("data:write", "data:create");
        app.MapDelete(Object, objects.DeleteAsync).RequireScope("data:write");

        var uploads = app.ServiceProvider.GetRequiredService<UploadEndpoints>();
        app.MapGet(Object + "/signeds3upload", uploads.OpenAsync).RequireScope("data:write", "data:create");
        app.MapPost(Object + "/signeds3upload", uploads.CompleteAsync).RequireScope("data:write", "data:create");

        var downloads = app.ServiceProvider.GetRequiredService<DownloadEndpoints>();
        app.MapGet(Object + "/signeds3download", downloads.SignAsync).RequireScope("data:read");

        const string Batch = "/oss/v2/buckets/{bucketKey}/objects";
        var batches = app.ServiceProvider.GetRequiredService<BatchEndpoints>();
        app.MapPost(Batch + "/batchsigneds3upload", batches.OpenUploadsAsync).RequireScope("data:write", "data:create");
        app.MapPost(Batch + "/batchcompleteupload", batches.CompleteUploadsAsync).RequireScope("data:write", "data:create");
        app.MapPost(Batch + "/batchsigneds3download", batches.SignDownloadsAsync).RequireScope("data:read");

        var signed = app.ServiceProvider.GetRequiredService<SignedResourceEndpoints>();
        app.MapPost(Object + "/signed", signed.CreateAsync).RequireScope("data:write");
        app.MapGet("/oss/v2/signedresources/{id}", signed.GetAsync);
        app.MapPut("/oss/v2/signedresources/{id}", signed.PutAsync);
        app.MapPut("/oss/v2/signedresources/{id}/resumable", signed.PutPieceAsync);
        app.MapDelete("/oss/v2/signedresources/{id}", signed.DeleteAsync).RequireScope("data:write");
    }

    public static void MapS3(this IEndpointRouteBuilder app)
    {
        var uploads = app.ServiceProvider.GetRequiredService<UploadEndpoints>();
        app.MapPut(Uploads.S3Path + "{id}", uploads.PutPartAsync).RequirePresignedUrl();

        var downloads = app.ServiceProvider.GetRequiredService<DownloadEndpoints>();
        app.MapMethods(Downloads.S3Path + "{versionId}", ["GET", "HEAD"], downloads.SendAsync).RequirePresignedUrl();
    }

    public static void MapAutomation(this IEndpointRouteBuilder app)
    {
        // What belongs to the app itself takes no user's token; submitting and following WorkItems does.
        var either = app.MapGroup("/da/us-east/v3").RequireScope("code:all");
        var da = either.MapGroup("").RequireApp(AuthenticationRefusal.MissingScope);

        var apps = app.ServiceProvider.GetRequiredService<AppEndpoints>();
        da.MapGet("/forgeapps/{id}", apps.GetAsync);
        da.MapPatch("/forgeapps/{id}", apps.ChangeAsync);
        da.MapDelete("/forgeapps/{id}", apps.DeleteAsync);
        da.MapGet("/servicelimits/{id}", apps.GetLimitsAsync);
        da.MapPut("/servicelimits/{id}", apps.ChangeLimitsAsync);
        da.MapGet("/shares", apps.ListSharesAsync);

        var engines = app.ServiceProvider.GetRequiredService<EngineEndpoints>();
        da.MapGet("/engines", engines.ListAsync);
        da.MapGet("/engines/{id}", engines.GetAsync);
        // Autodesk's npm client asks for the health without a token, as the documentation's sample does.
        app.MapGet("/da/us-east/v3/health/{engine}", engines.GetHealthAsync);
        da.MapGet("/health/{engine}/stats", engines.GetQueueStatsAsync);

        MapDefinitions(da.MapGroup("/appbundles"), app.ServiceProvider.GetRequiredService<AppBundleEndpoints>());
        MapDefinitions(da.MapGroup("/activities"), app.ServiceProvider.GetRequiredService<ActivityEndpoints>());

        var workItems = app.ServiceProvider.GetRequiredService<WorkItemEndpoints>();
        either.MapPost("/workitems", workItems.CreateAsync);
        either.MapPost("/workitems/batch", workItems.CreateBatchAsync);
        either.MapPost("/workitems/combine", workItems.CombineAsync);
        either.MapPost("/workitems/status", workItems.GetStatusAsync);
        either.MapGet("/workitems", workItems.ListAsync);
        either.MapGet("/workitems/{id}", workItems.GetAsync);
        either.MapDelete("/workitems/{id}", workItems.DeleteAsync);

        // Its token may come later, in a message.
        app.MapGet(SocketEndpoint.Path, app.ServiceProvider.GetRequiredService<SocketEndpoint>().AcceptAsync);

        var store = app.MapGroup(AppBundleForm.Path);
        var packages = app.ServiceProvider.GetRequiredService<AppBundlePackages>();
        var reports = app.ServiceProvider.GetRequiredService<WorkItemReports>();
        store.MapPost("/", app.ServiceProvider.GetRequiredService<AppBundleUploads>().PostAsync);
        store.MapGet("/apps/{owner}/{name}/{version}", packages.GetAsync).RequirePresignedUrl();
        store.MapGet("/workItem/{owner}/{id}/report.txt", reports.GetReportAsync).RequirePresignedUrl();
        store.MapGet("/workItem/{owner}/{id}/report.zip", reports.GetReportZipAsync).RequirePresignedUrl();
        store.MapGet("/workItem/{owner}/{id}/debugInfo.zip", reports.GetDebugAsync).RequirePresignedUrl();
    }

    public static void MapPage(this IEndpointRouteBuilder app)
    {
        var page = app.ServiceProvider.GetRequiredService<PageEndpoints>();
        app.MapGet("/", page.ShowAllAsync).RequireLocalHost();

        var own = app.MapGroup(RequestLog.OwnPath).RequireLocalHost();
        own.MapGet("/workitems", page.ShowWorkItemsAsync);
        own.MapGet("/buckets", page.ShowBucketsAsync);
        own.MapGet("/buckets/{bucketKey}", page.ShowBucketAsync);
        own.MapGet("/activities", page.ShowActivitiesAsync);
        own.MapGet("/appbundles", page.ShowAppBundlesAsync);
        own.MapGet("/requests", page.ShowRequestsAsync);

        var workItem = app.ServiceProvider.GetRequiredService<WorkItemView>();
        own.MapGet("/workitems/{id}", workItem.ShowAsync);
        own.MapGet("/workitems/{id}/report.txt", workItem.SendReportAsync);

        own.MapGet("/events", app.ServiceProvider.GetRequiredService<LiveEvents>().SendAsync);
        own.MapGet("/page.css", PageAsset.Style.WriteAsync);
        own.MapGet("/page.js", PageAsset.Script.WriteAsync);
    }

    private static void MapServiceAccounts(RouteGroupBuilder group)
    {
        const string Read = "application:service_account:read";
        const string Write = "application:service_account:write";
        const string ReadKeys = "application:service_account_key:read";
        const string WriteKeys = "application:service_account_key:write";
        var accounts = ((IEndpointRouteBuilder)group).ServiceProvider.GetRequiredService<ServiceAccountEndpoints>();
        group.MapPost("/", accounts.CreateAsync).RequireScope(Write);
        group.MapGet("/", accounts.ListAsync).RequireScope(Read);
        group.MapGet("/{accountId}", accounts.GetAsync).RequireScope(Read);
        group.MapPatch("/{accountId}", accounts.ChangeAsync).RequireScope(Write);
        group.MapDelete("/{accountId}", accounts.DeleteAsync).RequireScope(Write);
        group.MapPost("/{accountId}/keys", accounts.CreateKeyAsync).RequireScope(WriteKeys);
        group.MapGet("/{accountId}/keys", accounts.ListKeysAsync).RequireScope(ReadKeys);
        group.MapPatch("/{accountId}/keys/{keyId}", accounts.ChangeKeyAsync).RequireScope(WriteKeys);
        group.MapDelete("/{accountId}/keys/{keyId}", accounts.DeleteKeyAsync).RequireScope(WriteKeys);
    }

    private static void MapDefinitions(RouteGroupBuilder group, DefinitionEndpoints endpoints)
    {
        group.MapGet("/", endpoints.ListAsync);
        group.MapPost("/", endpoints.CreateAsync);
        group.MapGet("/{id}", endpoints.GetAsync);
        group.MapDelete("/{id}", endpoints.DeleteAsync);
        group.MapGet("/{id}/versions", endpoints.ListVersionsAsync);
        group.MapPost("/{id}/versions", endpoints.CreateVersionAsync);
        group.MapGet("/{id}/versions/{version}", endpoints.GetVersionAsync);
        group.MapDelete("/{id}/versions/{version}", endpoints.DeleteVersionAsync);
        group.MapGet("/{id}/aliases", endpoints.ListAliasesAsync);
        group.MapPost("/{id}/aliases", endpoints.CreateAliasAsync);
        group.MapGet("/{id}/aliases/{alias}", endpoints.GetAliasAsync);
        group.MapPatch("/{id}/aliases/{alias}", endpoints.ChangeAliasAsync);
        group.MapDelete("/{id}/aliases/{alias}", endpoints.DeleteAliasAsync);
    }
}
