using Apsis.Emulator.Tests.Shapes.Answers;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>Makes the call of a shape in an emulator of its own, and compares the answer with the recorded one.</summary>
public abstract class ShapeTest
{
    private protected static TheoryData<string> NamesOf(IEnumerable<Shape> shapes) => [.. shapes.Select(shape => shape.Name)];

    private protected static async Task CheckAsync(IEnumerable<Shape> shapes, string name)
    {
        var shape = shapes.Single(shape => shape.Name == name);
        await using var world = await ShapeWorld.StartAsync(shape.Configure);
        using var answer = await shape.Ask(world);
        await RecordedAnswer.ShouldBeAsync(answer, shape.Answer, world.Host);
    }
}
