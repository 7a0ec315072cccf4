using Apsis.Automation;

namespace Apsis.Runs.Callbacks;

/// <summary>A WorkItem as it is submitted, and the ticket of the address that it got; null when it calls nobody, or whom its caller says.</summary>
internal sealed record AddressedWorkItem(WorkItemSpec Spec, CallbackTicket? Ticket);
