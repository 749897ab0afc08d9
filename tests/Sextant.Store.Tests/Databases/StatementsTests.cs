using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Sextant.Store.Databases.Database;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Store.Tests.Databases;

public sealed class StatementsTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 21, 7, 0, 0, TimeSpan.FromHours(7)).AddTicks(1234567);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_written_by_hand_reads_as_what_a_context_writes(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        string title = "'); DROP TABLE shelf_book; --";
        await using (Statements statements = await database.BeginAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, await InsertAsync(statements, title));
            await statements.CommitAsync(TestContext.Current.CancellationToken);
        }

        await using ShelfContext reader = database.Create();
        ShelfBook book = await reader.Books.SingleAsync(b => b.ReadAt <= At);
        Assert.Equal((title, ModelConventions.Rounded(At)), (book.Title, book.ReadAt));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_not_committed_is_taken_back(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        await using (Statements statements = await database.BeginAsync(TestContext.Current.CancellationToken))
        {
            await InsertAsync(statements, "a");
            await Assert.ThrowsAnyAsync<DbException>(() => statements.ExecuteAsync($"UPDATE shelf_book SET title = {null}"));
        }

        await using ShelfContext reader = database.Create();
        Assert.Equal(0, await reader.Books.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Inside_the_transaction_of_a_context_that_one_decides(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Database<ShelfContext> database = await OpenAsync(test.Options);
        foreach (string title in new[] { "kept", "not kept" })
        {
            await using ShelfContext context = database.Create();
            await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (Statements statements = Statements.Within(context))
            {
                await InsertAsync(statements, title);
                await Assert.ThrowsAsync<InvalidOperationException>(() => statements.CommitAsync());
            }

            if (title == "kept")
            {
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            }
        }

        await using ShelfContext reader = database.Create();
        Assert.Equal("kept", (await reader.Books.SingleAsync(TestContext.Current.CancellationToken)).Title);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whether_all_migrations_were_applied_is_known_without_a_context(DatabaseKind kind)
    {
        using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Assert.False(await AreAllAsync());
        Database<ShelfContext> database = await OpenAsync(test.Options);
        Assert.True(await AreAllAsync());
        await using (ShelfContext context = database.Create())
        {
            Assert.Equivalent(context.Database.GetMigrations(), AppliedMigrations.Known(typeof(ShelfContext)), strict: true);
        }

        await RunAsync(database, $"INSERT INTO shelf_migration VALUES ('0009_later', '11.0.0')");
        Assert.False(await AreAllAsync());
        await RunAsync(database, $"DELETE FROM shelf_migration");
        Assert.False(await AreAllAsync());

        Task<bool> AreAllAsync() => AppliedMigrations.AreAllAsync<ShelfContext>(test.Options, "shelf_migration", TestContext.Current.CancellationToken);
    }

    private static async Task RunAsync(Database<ShelfContext> database, FormattableString sql)
    {
        await using Statements statements = await database.BeginAsync();
        await statements.ExecuteAsync(sql);
        await statements.CommitAsync();
    }

    private static Task<int> InsertAsync(Statements statements, string title) =>
        statements.ExecuteAsync($"INSERT INTO shelf_book (title, read_at) VALUES ({title}, {At})");

    private static Task<Database<ShelfContext>> OpenAsync(DatabaseOptions options) =>
        Database.OpenAsync<ShelfContext>(options, "shelf", o => new ShelfContext(o));
}
