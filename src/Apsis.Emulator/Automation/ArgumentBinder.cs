using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>Joins the arguments of a WorkItem with the parameters of its Activity, and refuses what does not fit.</summary>
internal static class ArgumentBinder
{
    private const string WorkItemIdVariable = "$(workitem.id)";
    private const string Field = "arguments";

    private static readonly string[] Special = ["onComplete", "onProgress", "adskDebug", "adskMask", "adsk3LeggedToken"];

    private static readonly string[] InputVerbs = ["GET", "REFGET", "HEAD", "POST", "PUT", "READ"];

    private static readonly string[] OutputVerbs = ["PUT", "POST", "PATCH"];

    public static IReadOnlyList<BoundArgument> Bind(
        IReadOnlyDictionary<string, ParameterBody> parameters, IReadOnlyDictionary<string, ArgumentBody> arguments, string workItemId)
    {
        var missing = parameters.FirstOrDefault(pair => pair.Value.Required && !arguments.ContainsKey(pair.Key)).Key;
        if (missing is not null) throw AutomationErrors.BadField(Field, $"The required argument '{missing}' is missing.");

        var bound = new List<BoundArgument>();
        foreach (var (name, argument) in arguments)
        {
            if (Special.Contains(name, StringComparer.Ordinal)) continue;
            var isVararg = !parameters.TryGetValue(name, out var parameter);
            if (isVararg && (!parameters.TryGetValue(ParameterBody.Varargs, out parameter) || name.StartsWith("adsk", StringComparison.Ordinal)))
                throw Refuse(name, "is not a parameter of the activity");
            bound.Add(Bind(name, parameter!, isVararg, ExpandId(argument, workItemId)));
        }

        return bound;
    }

    /// <summary>A callback, with the id of the WorkItem filled in.</summary>
    public static ArgumentBody? Callback(IReadOnlyDictionary<string, ArgumentBody> arguments, string name, string workItemId)
    {
        if (!arguments.TryGetValue(name, out var argument)) return null;
        if (!Uri.TryCreate(argument.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw Refuse(name, "must have an http or https url");
        if (argument.Verb is { } verb && !OutputVerbs.Contains(verb.ToUpperInvariant())) throw Refuse(name, "must have the verb post");
        CheckHeaders(name, argument);
        return ExpandId(argument, workItemId);
    }

    private static BoundArgument Bind(string name, ParameterBody parameter, bool isVararg, ArgumentBody argument)
    {
        var declared = (isVararg ? parameter.Verb ?? argument.Verb ?? "get" : parameter.Verb ?? "get").ToUpperInvariant();
        var direction = declared switch
        {
            "READ" => ArgumentDirection.Literal,
            "GET" or "HEAD" or "REFGET" => parameter.Ondemand ? ArgumentDirection.OnDemand : ArgumentDirection.Input,
            "PUT" or "POST" or "PATCH" => ArgumentDirection.Output,
            _ => throw Refuse(name, "has a verb that is not known"),
        };
        if (direction == ArgumentDirection.Literal) return BindLiteral(name, argument);

        var verb = (argument.Verb ?? declared).ToUpperInvariant();
        var allowed = direction == ArgumentDirection.Output ? OutputVerbs : InputVerbs;
        if (!allowed.Contains(verb)) throw Refuse(name, $"has the verb '{AutomationErrors.Shown(argument.Verb)}', which does not fit the parameter's");
        CheckUrl(name, argument, direction);
        CheckHeaders(name, argument);
        if (direction == ArgumentDirection.Output && argument.PathInZip is { Length: > 0 })
            throw Refuse(name, "is an output and must not have a pathInZip");

        var localName = Normalize(name, argument.LocalName is { Length: > 0 } own ? own : parameter.LocalName);
        if (localName is null && DataUrl.Is(argument.Url!)) throw Refuse(name, "has a data url and needs a localName");
        CheckReferences(name, argument, depth: 0);
        return new BoundArgument
        {
            Name = name,
            Direction = direction,
            Verb = verb is "REFGET" or "READ" ? "GET" : verb,
            Argument = argument,
            LocalName = localName,
            Zip = argument.Zip ?? parameter.Zip,
            PathInZip = Normalize(name, argument.PathInZip),
        };
    }

    private static BoundArgument BindLiteral(string name, ArgumentBody argument)
    {
        if (argument.LiteralText is null) throw Refuse(name, "needs a value: its parameter is read");
        return new BoundArgument { Name = name, Direction = ArgumentDirection.Literal, Verb = "READ", Argument = argument };
    }

    /// <summary>The local names of the output parameters that no argument binds.</summary>
    public static IReadOnlyDictionary<string, string> UnboundOutputs(
        IReadOnlyDictionary<string, ParameterBody> parameters, IReadOnlyDictionary<string, ArgumentBody> arguments) =>
        parameters
            .Where(pair => !arguments.ContainsKey(pair.Key) && pair.Value.LocalName is { Length: > 0 }
                && pair.Value.Verb?.ToUpperInvariant() is ("PUT" or "POST" or "PATCH"))
            .ToDictionary(pair => pair.Key, pair => pair.Value.LocalName!, StringComparer.Ordinal);

    private static void CheckUrl(string name, ArgumentBody argument, ArgumentDirection direction)
    {
        var url = argument.Url ?? throw Refuse(name, "needs a url");
        if (TransferRules.WhyNotUrl(url, argument.Verb, direction == ArgumentDirection.Output) is { } why) throw Refuse(name, why);
    }

    private static void CheckReferences(string name, ArgumentBody argument, int depth)
    {
        if (depth > 8) throw Refuse(name, "has references nested too deeply");
        foreach (var reference in argument.References ?? [])
        {
            // A null in a list gets past the types.
            if (reference is null) throw Refuse(name, "has a reference that is null");
            CheckUrl(name, reference, ArgumentDirection.Input);
            CheckHeaders(name, reference);
            if (Normalize(name, reference.LocalName) is null && DataUrl.Is(reference.Url!))
                throw Refuse(name, "has a reference with a data url, which needs a localName");
            CheckReferences(name, reference, depth + 1);
        }
    }

    private static void CheckHeaders(string name, ArgumentBody argument)
    {
        if (TransferRules.WhyNotHeaders(argument.Headers) is { } why) throw Refuse(name, why);
    }

    private static string? Normalize(string name, string? localName)
    {
        if (string.IsNullOrEmpty(localName)) return null;
        return LocalName.TryNormalize(localName, out var normalized, out var reason)
            ? normalized
            : throw Refuse(name, $"has a localName that {reason}");
    }

    private static ArgumentBody ExpandId(ArgumentBody argument, string id) => argument with
    {
        Url = argument.Url?.Replace(WorkItemIdVariable, id, StringComparison.OrdinalIgnoreCase),
        Headers = argument.Headers?.ToDictionary(
            pair => pair.Key, pair => pair.Value?.Replace(WorkItemIdVariable, id, StringComparison.OrdinalIgnoreCase)!),
    };

    private static AutomationRefusal Refuse(string name, string why) =>
        AutomationErrors.BadField(Field, $"The argument '{AutomationErrors.Shown(name)}' {why}.");
}
