namespace DrawingReport.Report;

/// <summary>Names for the codes in a drawing's header.</summary>
internal static class Vocabulary
{
    public static string Version(string code) => code switch
    {
        "" => "unknown (no header)",
        "AC1006" => "AutoCAD R10",
        "AC1009" => "AutoCAD R11/R12",
        "AC1012" => "AutoCAD R13",
        "AC1014" => "AutoCAD R14",
        "AC1015" => "AutoCAD 2000",
        "AC1018" => "AutoCAD 2004",
        "AC1021" => "AutoCAD 2007",
        "AC1024" => "AutoCAD 2010",
        "AC1027" => "AutoCAD 2013",
        "AC1032" => "AutoCAD 2018",
        _ => "unknown",
    };

    public static string Units(int code) => code switch
    {
        0 => "unitless", 1 => "inches", 2 => "feet", 3 => "miles", 4 => "millimeters", 5 => "centimeters", 6 => "meters", 7 => "kilometers",
        8 => "microinches", 9 => "mils", 10 => "yards", 11 => "angstroms", 12 => "nanometers", 13 => "microns", 14 => "decimeters",
        15 => "decameters", 16 => "hectometers", 17 => "gigameters", 18 => "astronomical units", 19 => "light years", 20 => "parsecs",
        21 => "US survey feet",
        _ => "unknown",
    };

    public static string? Measurement(int? code) => code switch { 0 => "imperial", 1 => "metric", _ => null };
}
