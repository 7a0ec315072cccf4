using System.Net;
using System.Text;
using Apsis.Emulator.Tests.Shapes;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>What a bucket lets others do, and for how long.</summary>
public sealed class BucketIsolationTests
{
    private static readonly (string Line, string Right)[] Calls =
    [
        ($"GET {Bucket}/details", "own"), ($"GET {Plan}/details", "read"), ($"GET {Plan}/signeds3download", "read"),
        ($"GET {Bucket}/objects/new/signeds3upload", "write"), ($"PUT {Plan}/copyto/copy.dwg", "write"), ($"DELETE {Plan}", "write"),
        ($"GET {Bucket}/objects", "own"), ($"POST {Plan}/signed", "own"), ($"POST {Bucket}/objects/batchsigneds3upload", "own"),
        ($"POST {Bucket}/objects/batchsigneds3download", "own"), ($"POST {Bucket}/objects/batchcompleteupload", "own"), ($"POST {Bucket}/protect", "own"),
        ($"POST {Bucket}/transfer", "own"), ($"DELETE {Bucket}", "own"),
    ];

    [Theory]
    [InlineData("read", "read")]
    [InlineData("write", "write")]
    [InlineData("full", "read", "write")]
    public async Task A_grant_allows_what_it_says_and_a_third_app_nothing(string access, params string[] rights)
    {
        await using var world = await ShapeWorld.StartAsync();
        await world.ObjectAsync((OtherId, access));
        var third = await world.AppAsync("client-c", Scopes);
        foreach (var (line, right) in Calls)
        {
            using var refused = await third.AskAsync(line, BodyOf(line));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, line);
            using var answer = await world.Other.AskAsync(line, BodyOf(line));
            if (rights.Contains(right)) answer.StatusCode.ShouldBe(HttpStatusCode.OK, line);
            else answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, line);
        }

        (await world.Other.DoAsync($"GET {Buckets}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_of_the_same_name_inherits_nothing_of_a_deleted_one()
    {
        await using var world = await ShapeWorld.StartAsync();
        var third = await world.AppAsync("client-c", Scopes);
        await world.ObjectAsync(("client-c", "full"));
        var link = await world.LinkAsync("readwrite");
        var opened = await world.Owner.DoAsync($"GET {Bucket}/objects/open/signeds3upload");
        var download = Text(await world.Owner.DoAsync($"GET {Plan}/signeds3download"), "url");
        await world.Owner.DoAsync($"POST {Bucket}/transfer", new { operation = "initiate", key = "client-c" });
        await world.Owner.DoAsync($"DELETE {Bucket}");

        await world.Other.DoAsync($"POST {Buckets}", new { bucketKey = "drawings", policyKey = "transient" });
        await ShouldAnswerAsync(world.Anyone, $"GET {link}", HttpStatusCode.NotFound);
        await ShouldAnswerAsync(world.Anyone, $"PUT {link}", HttpStatusCode.NotFound, Encoding.UTF8.GetBytes(Content));
        await ShouldAnswerAsync(world.Anyone, $"PUT {opened["urls"]![0]}", HttpStatusCode.NotFound, Encoding.UTF8.GetBytes(Content));
        await ShouldAnswerAsync(world.Anyone, $"GET {download}", HttpStatusCode.NotFound);
        foreach (var caller in (Caller[])[world.Owner, third])
        {
            foreach (var (line, _) in Calls) await ShouldAnswerAsync(caller, line, HttpStatusCode.Forbidden, BodyOf(line));
        }

        (await world.Other.DoAsync($"GET {Bucket}/objects"))["items"]!.AsArray().ShouldBeEmpty();
        (await world.Other.DoAsync($"GET {Bucket}/details"))["permissions"]!.AsArray().Count.ShouldBe(1);
        await world.Other.DoAsync($"DELETE {Bucket}");
    }

    [Fact]
    public async Task A_transfer_that_is_cancelled_leaves_the_other_app_nothing()
    {
        await using var world = await ShapeWorld.StartAsync();
        var third = await world.AppAsync("client-c", Scopes);
        await world.ObjectAsync();
        await world.Owner.DoAsync($"POST {Bucket}/transfer", new { operation = "initiate", key = OtherId });
        await ShouldAnswerAsync(world.Other, $"GET {Bucket}/objects", HttpStatusCode.OK);
        await ShouldAnswerAsync(third, $"GET {Bucket}/objects", HttpStatusCode.Forbidden);
        await world.Owner.DoAsync($"POST {Bucket}/transfer", new { operation = "cancel" });
        foreach (var (line, _) in Calls) await ShouldAnswerAsync(world.Other, line, HttpStatusCode.Forbidden, BodyOf(line));
        (await world.Owner.DoAsync($"GET {Buckets}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_key_is_good_for_its_own_object_only()
    {
        await using var world = await ShapeWorld.StartAsync();
        var uploadKey = await world.SentAsync();
        await world.Other.DoAsync($"POST {Buckets}", new { bucketKey = "others", policyKey = "transient" });
        await ShouldAnswerAsync(world.Other, $"GET {Buckets}/others/objects/plan.dwg/signeds3upload?uploadKey={uploadKey}", HttpStatusCode.BadRequest);
        await ShouldAnswerAsync(world.Other, $"POST {Buckets}/others/objects/plan.dwg/signeds3upload", HttpStatusCode.BadRequest, new { uploadKey });
        await ShouldAnswerAsync(world.Owner, $"POST {Bucket}/objects/other.dwg/signeds3upload", HttpStatusCode.BadRequest, new { uploadKey });
        await ShouldAnswerAsync(world.Owner, $"POST {Plan}/signeds3upload", HttpStatusCode.OK, new { uploadKey });
    }

    private static object? BodyOf(string line) => line switch
    {
        _ when line.EndsWith("/protect", StringComparison.Ordinal) => new { protection = false },
        _ when line.EndsWith("/transfer", StringComparison.Ordinal) => new { operation = "initiate", key = OtherId },
        _ when line.EndsWith("/batchcompleteupload", StringComparison.Ordinal) => new { requests = new[] { new { objectKey = "plan.dwg", uploadKey = "none" } } },
        _ when line.Contains("/batch", StringComparison.Ordinal) => new { requests = new[] { new { objectKey = "plan.dwg" } } },
        _ when line.StartsWith("POST ", StringComparison.Ordinal) => new { },
        _ => null,
    };

    private static async Task ShouldAnswerAsync(Caller caller, string line, HttpStatusCode expected, object? body = null)
    {
        using var answer = await caller.AskAsync(line, body);
        answer.StatusCode.ShouldBe(expected, line);
    }
}
