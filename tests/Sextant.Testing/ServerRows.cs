using System.Text;
using Npgsql;
using Xunit;

namespace Sextant.Testing;

/// <summary>A database on a server as its administrator sees it: filled from a file that pg_dump wrote, and asked in SQL.</summary>
public sealed class ServerRows(string connection)
{
    /// <summary>Reads what pg_dump wrote as psql does: statements, and rows between <c>COPY ... FROM stdin</c> and <c>\.</c>.</summary>
    public async Task FillAsync(string file)
    {
        await using NpgsqlConnection server = await OpenAsync();
        var statements = new StringBuilder();
        using var lines = new StreamReader(file);
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.EndsWith(" FROM stdin;", StringComparison.Ordinal))
            {
                statements.AppendLine(line);
                continue;
            }

            await RunAsync(server, statements);
            await using TextWriter rows = await server.BeginTextImportAsync(line.TrimEnd(';'), TestContext.Current.CancellationToken);
            while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } row && row != "\\.")
            {
                await rows.WriteAsync(row + "\n");
            }
        }

        await RunAsync(server, statements);
    }

    /// <summary>The first column of what a query answers.</summary>
    public async Task<List<string>> WordsAsync(string sql)
    {
        await using NpgsqlConnection server = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, server);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var words = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            words.Add(rows.GetString(0));
        }

        return words;
    }

    private static async Task RunAsync(NpgsqlConnection server, StringBuilder statements)
    {
        if (statements.ToString().Trim() is not { Length: > 0 } text)
        {
            return; // two tables' rows follow each other
        }

        await using var command = new NpgsqlCommand(text, server);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        statements.Clear();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var server = new NpgsqlConnection(connection);
        await server.OpenAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
