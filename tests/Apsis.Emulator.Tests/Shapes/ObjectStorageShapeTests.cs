using Apsis.Emulator.Tests.Shapes.Recorded;

namespace Apsis.Emulator.Tests.Shapes;

public sealed class ObjectStorageShapeTests : ShapeTest
{
    public static TheoryData<string> Names => NamesOf(RecordedShapes.ObjectStorage);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Every_answer_of_object_storage_has_the_members_types_and_headers_that_are_recorded(string name) => CheckAsync(RecordedShapes.ObjectStorage, name);
}
