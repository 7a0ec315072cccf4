namespace Apsis.Automation;

/// <summary>The Activities of the app, and those shared with it.</summary>
public sealed class ActivitiesResource : VersionedResource<Activity>
{
    internal ActivitiesResource(AutomationClient client)
        : base(client, "activities", AutomationJson.Default.Activity)
    {
    }
}
