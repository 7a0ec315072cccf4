using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace DrawingReport.Tests;

/// <summary>The program as its host runs it: a process of its own.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drawing-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("house-plan", "AC1032", 12)]
    [InlineData("mechanical-part", "AC1009", 0)]
    [InlineData("site-plan", "AC1024", 4)]
    public async Task A_sample_drawing_is_reported_and_drawn_completely(string name, string version, int namedBlocks)
    {
        var drawing = Path.Combine(Drawings.SampleFolder(), name + ".dxf");
        (await Run(drawing, "--report", Out("r.json"), "--preview", Out("p.svg"))).ExitCode.ShouldBe(0);

        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(Out("r.json"), TestContext.Current.CancellationToken));
        var root = report.RootElement;
        var entities = root.GetProperty("entities");
        var total = entities.GetProperty("total").GetInt64();
        root.GetProperty("version").GetProperty("code").GetString().ShouldBe(version);
        total.ShouldBe(CountEntities(drawing));
        entities.GetProperty("byType").EnumerateObject().Sum(type => type.Value.GetInt64()).ShouldBe(total);
        entities.GetProperty("byLayer").EnumerateObject().Sum(layer => layer.Value.GetInt64()).ShouldBe(total);
        root.GetProperty("blocks").EnumerateArray().Count(block => !block.GetProperty("name").GetString()!.StartsWith('*')).ShouldBe(namedBlocks);
        root.GetProperty("notDrawn").GetArrayLength().ShouldBe(0);
        System.Xml.Linq.XDocument.Load(Out("p.svg")).Root!.Name.LocalName.ShouldBe("svg");
    }

    [Fact]
    public async Task The_same_drawing_gives_the_same_bytes()
    {
        var drawing = Path.Combine(Drawings.SampleFolder(), "site-plan.dxf");
        await Run(drawing, "--report", Out("1.json"), "--preview", Out("1.svg"));
        await Run(drawing, "--report", Out("2.json"), "--preview", Out("2.svg"));
        File.ReadAllBytes(Out("1.json")).ShouldBe(File.ReadAllBytes(Out("2.json")));
        File.ReadAllBytes(Out("1.svg")).ShouldBe(File.ReadAllBytes(Out("2.svg")));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("AutoCAD Binary DXF\r\n\u001a\0", "ASCII DXF")]
    [InlineData("AC1032\0\0\0", "DWG")]
    [InlineData("hello\nworld\n", "line 1")]
    [InlineData("0\nSECTION\n2\nENTITIES\n0\nLINE\n8\n", "line 7")]
    [InlineData("0\nSECTION\n2\nENTITIES\n0\nLINE\n8\nA\n", "without an EOF")]
    public async Task What_is_no_whole_drawing_is_refused_with_a_reason_and_leaves_nothing(string content, string expected)
    {
        await File.WriteAllTextAsync(Out("bad.dxf"), content, TestContext.Current.CancellationToken);
        var result = await Run(Out("bad.dxf"), "--report", Out("r.json"), "--preview", Out("p.svg"));
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldStartWith("Error: ");
        result.Errors.ShouldContain(expected);
        result.Output.ShouldContain(result.Errors.Trim());
        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldBe(["bad.dxf"]);
    }

    [Fact]
    public async Task Bad_usage_a_missing_drawing_and_an_unwritable_output_have_their_own_exit_codes()
    {
        (await Run()).ExitCode.ShouldBe(2);
        (await Run("a.dxf", "--colour")).ExitCode.ShouldBe(2);
        (await Run(Out("none.dxf"))).ExitCode.ShouldBe(1);
        var drawing = Path.Combine(Drawings.SampleFolder(), "site-plan.dxf");
        (await Run(drawing, "--report", Out("none/r.json"))).ExitCode.ShouldBe(3);
        (await Run(drawing, "--report", Out("r.json"), "--preview", _folder)).ExitCode.ShouldBe(3);
        (await Run(drawing, "--report", Out("same"), "--preview", Out("same"))).ExitCode.ShouldBe(2);
        (await Run(drawing, "--report", drawing)).ExitCode.ShouldBe(2);
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_drawing_of_30_MB_is_read_in_bounded_memory()
    {
        await using (var text = new StreamWriter(Out("big.dxf"), false, Encoding.ASCII))
        {
            await text.WriteAsync("0\nSECTION\n2\nENTITIES\n");
            for (var i = 0; i < 600_000; i++)
                await text.WriteAsync($"0\nLINE\n8\nL{i % 20}\n10\n{i % 1000}.25\n20\n{i / 1000}.5\n11\n{i % 1000}\n21\n{i / 1000}\n");
            await text.WriteAsync("0\nENDSEC\n0\nEOF\n");
        }
        new FileInfo(Out("big.dxf")).Length.ShouldBeGreaterThan(25_000_000);
        var result = await Run(Out("big.dxf"), "--report", Out("r.json"), "--preview", Out("p.svg"));
        result.ExitCode.ShouldBe(0);
        result.PeakBytes.ShouldBeInRange(1, 200_000_000);
        var report = await File.ReadAllTextAsync(Out("r.json"), TestContext.Current.CancellationToken);
        report.ShouldContain("\"total\": 600000");
        report.ShouldContain("\"count\": 400000");
    }

    private string Out(string name) => Path.Combine(_folder, name);

    /// <summary>Counts another way than the program: by the lines of the file.</summary>
    private static long CountEntities(string drawing)
    {
        var lines = File.ReadAllLines(drawing);
        var start = Array.IndexOf(lines, "ENTITIES");
        var end = Array.IndexOf(lines, "ENDSEC", start);
        return lines.Index().Count(line => line.Index > start && line.Index < end && line.Index % 2 == 1 && lines[line.Index - 1] == "  0"
            && line.Item is not ("VERTEX" or "SEQEND" or "ATTRIB"));
    }

    private static async Task<(int ExitCode, string Output, string Errors, long PeakBytes)> Run(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "DrawingReport.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var peak = 0L;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var exit = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        while (await Task.WhenAny(exit, Task.Delay(20, TestContext.Current.CancellationToken)) != exit)
        {
            process.Refresh();
            try
            {
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It ended between the wait and the question; what was measured before stands.
            }
        }
        await exit;
        return (process.ExitCode, await output, await errors, peak);
    }
}
