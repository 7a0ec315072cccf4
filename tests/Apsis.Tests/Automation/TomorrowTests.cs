using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Apsis.Automation;

namespace Apsis.Tests.Automation;

/// <summary>What the service adds tomorrow survives a round trip: members and words that this version does not know.</summary>
public sealed class TomorrowTests
{
    public static TheoryData<string, string> Models() => new()
    {
        { nameof(Activity), """
            {"id":"me.Do","engine":"E+1","commandLine":["x"],"appbundles":["me.B+p"],"description":"d","version":3,
             "parameters":{"a":{"verb":"Teleport","required":true,"colour":"red"},"...":{"zip":true},"b":{"verb":"get","ondemand":true,"localName":"l"}},
             "settings":{"s":{"value":"t","colour":1},"e":{"value":"t","isEnvironmentVariable":true},
                         "u":{"url":"https://x","verb":"Beam","headers":{"A":"b"},"multiparts":{"k":{"n":[1]}},"colour":[]},
                         "flag":true,"odd":{"headers":{}},"mixed":{"url":"https://x","headers":{"A":7},"verb":8,"multiparts":9}},
             "tomorrow":{"a":[1]}}
            """ },
        { nameof(AppBundle), """
            {"id":"me.B","engine":"E+1","appbundles":["me.C+p"],"settings":{"s":{"value":"t"}},"package":"https://s3/x?sig=1","version":2,
             "uploadParameters":{"endpointURL":"https://s3/","formData":{"key":"k","x":null},"tomorrow":1},"tomorrow":[]}
            """ },
        { nameof(Alias), """{"id":"prod","version":2,"receiver":["a","b"],"tomorrow":true}""" },
        { nameof(Engine), """{"id":"E+1","description":"d","productVersion":"1","version":1,"package":"p","priorityPass":true,"tomorrow":null}""" },
        { nameof(EngineHealth), """{"Status":"On Fire","tomorrow":1}""" },
        { nameof(EngineHealthStats), """{"p50QueueTimeMs":1.5,"p95QueueTimeMs":2,"p99QueueTimeMs":3}""" },
        { nameof(ForgeApp), """{"nickname":"me","publicKey":{"Exponent":"AQ==","Modulus":"Ag==","Curve":"x"},"tomorrow":1}""" },
        { nameof(Share), """{"id":"Do+prod","receiver":"you","type":"engine","tomorrow":1}""" },
        { nameof(ServiceLimits), """
            {"frontendLimits":{"limitPayloadSizeInKB":16,"limitVersions":100,"limitAliases":100,"limitPublicAliases":0,"limitAppUploadSizeInMB":100,"limitMonthlyProcessingTimeInHours":2.5,"limitJokes":1},
             "backendLimits":{"Revit":{"limitProcessingTimeSec":10800,"limitTotalUncompressedAppsSizeInMB":5000,"limitJokes":1},"Alias":{}},"tomorrow":1}
            """ },
        { nameof(WorkItem), """
            {"id":"w","status":"hibernating","activityId":"me.Do+p","progress":{"done":5},"approximateQueuePosition":3,"reportUrl":"https://s3/r?x=1","debugInfoUrl":"https://s3/d?x=1",
             "priority":"P0","memoryGb":128,"gpu":true,"stats":{"bytesDownloaded":1,"megabytesPeakRam":12.5,"timeDreamt":"2026-01-01"},"tomorrow":1}
            """ },
        { nameof(WorkItemStatuses), """{"results":[{"id":"w","status":"dreaming","tomorrow":1}],"errors":{"x":"Not found"},"tomorrow":1}""" },
        { nameof(CombinedWorkItems), """{"parts":[{"id":"w","status":"dreaming"}],"combinator":{"id":"c","status":"pending","tomorrow":1},"tomorrow":1}""" },
        { "listing", """{"data":[{"id":"w","lastModifiedInUTCEpochSecond":1,"tomorrow":1}]}""" },
        { nameof(WorkItemSpec), """
            {"activityId":"me.Do+p","limitProcessingTimeSec":9,"priority":"P9","memoryGb":256,"gpu":false,
             "signatures":{"activityId":"s","baseUrls":[{"url":"https://x","signature":"t","tomorrow":1}],"tomorrow":1},
             "arguments":{"text":"t","json":{"value":{"a":[1]}},"none":{"value":null},"two":{"value":1,"unit":"mm"},"flag":true,"number":7,"adskDebug":{"uploadJobFolder":true},
               "file":{"url":"https://x","verb":"Teleport","headers":{"A":"b"},"optional":true,"localName":"l","pathInZip":"p","zip":false,"requestContent":"r","multiparts":{},
                       "references":[{"url":"https://y","localName":"m","references":[{"url":"https://z","colour":"red"}]}],"colour":"red"},
               "odd":{"url":"https://x","verb":1,"headers":{"A":1},"optional":"no","references":[{"name":"x"}],"multiparts":[],"zip":"yes"}},
             "tomorrow":1}
            """ },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Unknown_members_and_words_survive_a_round_trip(string model, string json)
    {
        var back = RoundTrip(model, json);

        JsonNode.DeepEquals(JsonNode.Parse(back), JsonNode.Parse(json)).ShouldBeTrue($"{json}\nbecame\n{back}");
    }

    [Fact]
    public void Every_model_of_the_service_is_among_them()
    {
        string[] parts = [nameof(ActivityParameter), nameof(ActivitySetting), nameof(AppBundleUpload), nameof(AppPublicKey), nameof(FrontendLimits), nameof(BackendLimits),
            nameof(WorkItemStats), nameof(WorkItemListing), nameof(WorkItemSignatures), nameof(BaseUrlSignature), nameof(WorkItemArgument)];
        var models = typeof(Activity).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Apsis.Automation" && !type.IsNested && type is { IsClass: true } && type.GetMethod("<Clone>$") is not null)
            .Select(type => type.Name);

        models.Except([.. Models().Select(row => row.Data.Item1), .. parts]).ShouldBeEmpty();
    }

    [Fact]
    public void A_known_verb_in_other_letters_is_that_verb() =>
        JsonSerializer.Deserialize("""{"verb":"Get"}""", AutomationJson.Default.ActivityParameter)!.Verb.ShouldBe(Verb.Get);

    [Fact]
    public void Members_that_come_twice_do_no_harm()
    {
        var spec = JsonSerializer.Deserialize("""{"activityId":"a","arguments":{"f":{"url":"x","colour":1,"colour":2,"headers":{"A":"1","A":"2"}}}}""", AutomationJson.Default.WorkItemSpec)!;
        JsonSerializer.Serialize(spec, AutomationJson.Default.WorkItemSpec).ShouldBe("""{"activityId":"a","arguments":{"f":{"url":"x","headers":{"A":"2"},"colour":2}}}""");
        JsonSerializer.Deserialize("""{"settings":{"s":{"value":"a","colour":1,"colour":2}}}""", AutomationJson.Default.Activity)!.Settings["s"].Extra!["colour"].GetInt32().ShouldBe(2);
    }

    [Fact]
    public void A_parameter_that_is_made_here_says_its_verb_and_varargs_need_not()
    {
        JsonSerializer.Serialize(new ActivityParameter(), AutomationJson.Default.ActivityParameter).ShouldBe("""{"verb":"get"}""");
        JsonSerializer.Serialize(new ActivityParameter { DeclaredVerb = null }, AutomationJson.Default.ActivityParameter).ShouldBe("{}");
        JsonSerializer.Serialize(new ActivityParameter { Verb = Verb.Put }, AutomationJson.Default.ActivityParameter).ShouldBe("""{"verb":"put"}""");
    }

    private static string RoundTrip(string model, string json)
    {
        var types = AutomationJson.Default;
        JsonTypeInfo type = model switch
        {
            nameof(Activity) => types.Activity,
            nameof(AppBundle) => types.AppBundle,
            nameof(Alias) => types.Alias,
            nameof(Engine) => types.Engine,
            nameof(EngineHealth) => types.EngineHealth,
            nameof(EngineHealthStats) => types.EngineHealthStats,
            nameof(ForgeApp) => types.ForgeApp,
            nameof(Share) => types.Share,
            nameof(ServiceLimits) => types.ServiceLimits,
            nameof(WorkItem) => types.WorkItem,
            nameof(WorkItemStatuses) => types.WorkItemStatuses,
            nameof(CombinedWorkItems) => types.CombinedWorkItems,
            nameof(WorkItemSpec) => types.WorkItemSpec,
            _ => types.PageWorkItemListing,
        };
        return JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type), type);
    }
}
