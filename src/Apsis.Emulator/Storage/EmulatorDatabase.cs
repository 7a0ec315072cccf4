using System.Collections.Concurrent;
using Apsis.Emulator.Hosting;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Storage;

/// <summary>
/// The emulator's metadata, in SQLite. One connection writes, one transaction at a time, durable before it is answered; any number
/// read beside it, each seeing the last committed state.
/// </summary>
internal sealed class EmulatorDatabase(EmulatorFolder folder, IEnumerable<ISchemaPart> schema) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _idleReaders = [];
    private SqliteConnection? _writer;
    private bool _disposed;

    /// <summary>Opens the file and creates what is missing in it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _writer = Connect();
            _writer.Execute("PRAGMA journal_mode = WAL");
            // What is deleted is overwritten: jobs have held tokens.
            _writer.Execute("PRAGMA secure_delete = ON");
        }
        catch (SqliteException e)
        {
            throw new ApsEmulatorException($"The database in '{folder.Path}' cannot be opened: {e.Message}. Choose another data directory.", e);
        }

        await WriteAsync((connection, _) =>
        {
            foreach (var part in schema) connection.Execute(part.CreateSql);
            return true;
        }, cancellationToken);
        // After a crash the log still holds what was deleted before it.
        await TryEmptyLogAsync(cancellationToken);
    }

    /// <summary>Brings all changes into the database file and empties the write-ahead log, which keeps what was deleted. False when a reader is in the way.</summary>
    public async Task<bool> TryEmptyLogAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return EmptyLog(_writer!);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs a query. It must be done with the connection when it returns.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        if (!_idleReaders.TryTake(out var connection)) connection = Connect();
        try
        {
            return Task.FromResult(query(connection));
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
        finally
        {
            if (_disposed) connection.Dispose();
            else _idleReaders.Add(connection);
        }
    }

    /// <summary>Runs a change in one IMMEDIATE transaction, committed durably before this returns; an exception undoes all of it.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> change, CancellationToken cancellationToken) =>
        WriteAsync(change, static _ => { }, cancellationToken);

    /// <summary>The same; once it is committed, and before the next change begins, tells the result, so that what is told keeps the order of the changes.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> change, Action<T> committed, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using var transaction = _writer!.BeginTransaction();
            var result = change(_writer, transaction);
            transaction.Commit();
            committed(result);
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _writing.Wait();
        _disposed = true;
        while (_idleReaders.TryTake(out var reader)) reader.Dispose();
        try
        {
            if (_writer is not null) EmptyLog(_writer);
        }
        catch (SqliteException)
        {
            // A full disk, say. The next start tries again.
        }

        _writer?.Dispose();
        _writing.Release();
    }

    private static bool EmptyLog(SqliteConnection writer) => writer.QueryFirst("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt32(0) == 0);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder.Path, "emulator.db"),
            Pooling = false,
            ForeignKeys = true,
        }.ToString());
        connection.Open();
        connection.Execute(folder.IsTemporary ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL");
        return connection;
    }
}
