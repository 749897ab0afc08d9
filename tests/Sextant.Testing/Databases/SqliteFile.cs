using Microsoft.Data.Sqlite;

namespace Sextant.Testing.Databases;

/// <summary>What another program does to a database file of ours.</summary>
public static class SqliteFile
{
    /// <summary>Holds its write lock until disposed.</summary>
    public static IDisposable Hold(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    /// <summary>Runs a statement.</summary>
    public static void Run(string path, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, statement);
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
