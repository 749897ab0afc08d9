using System.Diagnostics;
using System.Text;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Writing;

/// <summary>
/// Prints papers as PDF with the Chromium of the machine. What is printed asks for nothing and runs nothing, and the browser is given no network, no
/// profile and no other file.
/// </summary>
/// <param name="program">The browser; null: the first of the usual names in the search path.</param>
/// <param name="limit">How long printing may take; null: 60 s, many times what a hundred pages need on a busy machine.</param>
public sealed class PdfPrinter(string? program = null, TimeSpan? limit = null) : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    // One at a time: a browser takes hundreds of megabytes.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The browser that prints; null where there is none.</summary>
    public string? Program { get; } = program ?? Find();

    /// <summary>The paper as PDF.</summary>
    /// <exception cref="RefusedException">There is no browser (<c>pdf-none</c>), or it could not print (<c>pdf-failed</c>).</exception>
    public async Task<byte[]> PrintAsync(Paper paper, CancellationToken cancellation = default)
    {
        string browser = Program ?? throw new RefusedException("pdf-none");
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        string folder = Directory.CreateTempSubdirectory("sextant-print-").FullName;
        try
        {
            string page = Path.Combine(folder, "paper.html");
            string file = Path.Combine(folder, "paper.pdf");
            await File.WriteAllTextAsync(page, PaperHtml.File(paper), Encoding.UTF8, cancellation).ConfigureAwait(false);
            await RunAsync(browser, folder, page, file, cancellation).ConfigureAwait(false);
            return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellation).ConfigureAwait(false) : throw new RefusedException("pdf-failed");
        }
        finally
        {
            _turn.Release();
            Delete(folder);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task RunAsync(string browser, string folder, string page, string file, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-sync", "--mute-audio", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--no-pdf-header-footer", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--print-to-pdf={file}",

            // Chromium refuses to build its sandbox for root; the service runs as a user of its own.
            .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
            new Uri(page).AbsoluteUri,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(limit ?? TimeSpan.FromSeconds(60));
        using Process process = Begin(start);
        try
        {
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(time.Token), process.StandardError.ReadToEndAsync(time.Token), process.WaitForExitAsync(time.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new RefusedException("pdf-failed");
        }
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new RefusedException("pdf-failed");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new RefusedException("pdf-none");
        }
    }

    // A child that dies late may still hold a file of its profile; the system clears its temporary folder.
    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
        }
    }

    private static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in Names
         let path = Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();
}
