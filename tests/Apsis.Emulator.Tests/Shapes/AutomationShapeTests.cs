using Apsis.Emulator.Tests.Shapes.Recorded;

namespace Apsis.Emulator.Tests.Shapes;

public sealed class AutomationShapeTests : ShapeTest
{
    public static TheoryData<string> Names => NamesOf(RecordedShapes.Automation);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Every_answer_of_Design_Automation_has_the_members_types_and_headers_that_are_recorded(string name) => CheckAsync(RecordedShapes.Automation, name);
}
