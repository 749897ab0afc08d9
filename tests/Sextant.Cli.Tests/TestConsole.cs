using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Tests;

/// <summary>A console that keeps what is written, and a way to run one command line in it.</summary>
internal sealed class TestConsole : IConsole
{
    public StringWriter Written { get; } = new();

    public StringWriter Complained { get; } = new();

    public TextWriter Out => Written;

    public MemoryStream WrittenBytes { get; } = new();

    public Stream OutBytes => WrittenBytes;

    public Stream In { get; init; } = Stream.Null;

    public TextWriter Error => Complained;

    public bool Interactive { get; init; }

    public int? Painting { get; init; }

    public int Width { get; init; } = 100;

    /// <summary>Runs one command line in an environment of its own: none of the machine's variables and files count.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(string line, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        return await RunInAsync(folder.Path, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), environment);
    }

    public static async Task<(int Code, string Out, string Error)> RunInAsync(string folder, string[] words, params (string Name, string Value)[] environment)
    {
        var console = new TestConsole();
        int code = await console.RunInAsync(folder, words, environment.AsEnumerable());
        return (code, console.Written.ToString(), console.Complained.ToString());
    }

    /// <summary>Runs one command line in this console.</summary>
    public async Task<int> RunInAsync(string folder, string[] words, IEnumerable<(string Name, string Value)> environment)
    {
        var sources = new SettingsSources
        {
            CurrentFolder = folder,
            Environment = environment.Append(("HOME", folder)).ToDictionary(pair => pair.Item1, pair => pair.Item2),
        };
        return await new Shell(Program.Verbs(), this, sources, TimeProvider.System).RunAsync(words, TestContext.Current.CancellationToken);
    }
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sextant-test-").FullName;

    public string Write(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
