using System.Reflection;

namespace Apsis.Tests;

/// <summary>Rules of the house that a compiler does not check.</summary>
public sealed class ConventionTests
{
    // Each folder and what it may use; all may use Exceptions and Diagnostics. The root, with no name, may use everything.
    private static readonly Dictionary<string, string[]> Directions = new()
    {
        ["Apsis.Exceptions"] = [],
        ["Apsis.Diagnostics"] = [],
        ["Apsis.Files"] = [],
        ["Apsis.Auth"] = [],
        ["Apsis.Http"] = ["Apsis.Auth"],
        ["Apsis.Automation"] = ["Apsis.Automation.Publishing", "Apsis.Http", "Apsis.Auth"],
        ["Apsis.Automation.Publishing"] = ["Apsis.Automation", "Apsis.Files", "Apsis.Http", "Apsis.Auth"],
        ["Apsis.DataManagement"] = ["Apsis.DataManagement.Transfers", "Apsis.Files", "Apsis.Http", "Apsis.Auth"],
        ["Apsis.DataManagement.Transfers"] = ["Apsis.DataManagement", "Apsis.Http", "Apsis.Auth"],
        ["Apsis.Runs.Callbacks"] = ["Apsis.Runs", "Apsis.Automation", "Apsis.Http"],
        ["Apsis.Runs.Sockets"] = ["Apsis.Runs", "Apsis.Automation", "Apsis.Http", "Apsis.Auth"],
        ["Apsis.Runs"] = ["Apsis.Runs.Callbacks", "Apsis.Runs.Sockets", "Apsis.Automation", "Apsis.DataManagement", "Apsis.DataManagement.Transfers", "Apsis.Files", "Apsis.Http", "Apsis.Auth"],
    };

    private static readonly Assembly Library = typeof(AutomationWorkflow).Assembly;

    [Fact]
    public void The_library_references_neither_the_emulator_nor_the_command_line() =>
        Library.GetReferencedAssemblies().Select(name => name.Name!).ShouldNotContain(name => name.StartsWith("Apsis", StringComparison.Ordinal));

    [Fact]
    public void The_emulator_references_nothing_of_ours() =>
        Assembly.Load("Apsis.Emulator").GetReferencedAssemblies().Select(name => name.Name!).ShouldNotContain(name => name.StartsWith("Apsis", StringComparison.Ordinal));

    [Fact]
    public void Dependencies_point_in_one_direction()
    {
        var wrong =
            from type in OwnTypes()
            where Directions.ContainsKey(type.Namespace!)
            from used in UsedBy(type)
            let target = used.Namespace!
            where target != type.Namespace && target is not ("Apsis.Exceptions" or "Apsis.Diagnostics")
            where !Directions[type.Namespace!].Contains(target)
            select $"{type.FullName} uses {used.FullName}";

        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_namespace_has_its_direction() =>
        OwnTypes().Select(type => type.Namespace!).Distinct().Except([.. Directions.Keys, "Apsis", "Microsoft.Extensions.DependencyInjection"]).ShouldBeEmpty();

    [Fact]
    public void Public_asynchronous_methods_are_named_so_and_take_their_token_last()
    {
        var methods = OwnTypes().Where(type => type.IsPublic)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => IsAsynchronous(method.ReturnType) && method.Name != "DisposeAsync");

        methods.Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)
            || method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType}.{method.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Public_classes_are_sealed_static_or_abstract() =>
        OwnTypes().Where(type => type is { IsPublic: true, IsClass: true, IsSealed: false, IsAbstract: false } && !type.IsSubclassOf(typeof(Exception)))
            .ShouldBeEmpty();

    private static bool IsAsynchronous(Type type) => type.Name is "Task" or "Task`1" or "ValueTask" or "ValueTask`1" or "IAsyncEnumerable`1";

    private static IEnumerable<Type> OwnTypes() => Library.GetTypes()
        .Where(type => type.Namespace is not null && (type.Namespace == "Apsis" || type.Namespace.StartsWith("Apsis.", StringComparison.Ordinal)
            || type.Namespace == "Microsoft.Extensions.DependencyInjection"))
        .Where(type => !type.Name.StartsWith('<'));

    // Signatures, fields and locals: what a type can not do without.
    private static IEnumerable<Type> UsedBy(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)).ToList();
        return new[] { type.BaseType }.Concat(type.GetInterfaces())
            .Concat(type.GetFields(all).Select(field => field.FieldType))
            .Concat(methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType))
            .Concat(methods.OfType<MethodInfo>().Select(method => method.ReturnType))
            .Concat(methods.SelectMany(method => method.GetMethodBody()?.LocalVariables ?? []).Select(local => local.LocalType))
            .OfType<Type>()
            .SelectMany(Unwrap)
            .Where(used => used.Assembly == Library && used.Namespace is not null);
    }

    private static IEnumerable<Type> Unwrap(Type type) =>
        type.HasElementType ? Unwrap(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap).Append(type) : [type];
}
