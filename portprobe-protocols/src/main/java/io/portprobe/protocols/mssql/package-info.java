/**
 * Results and options of the protocols of Microsoft SQL Server: {@code mssql} (the pre-login of
 * TDS) and {@code mssql-browser} (the instances of a host).
 *
 * <p>Start with {@link io.portprobe.protocols.mssql.MsSql} and {@link
 * io.portprobe.protocols.mssql.MsSqlBrowser}. The findings are {@link
 * io.portprobe.protocols.mssql.SqlServer} and {@link
 * io.portprobe.protocols.mssql.SqlServerInstances}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.mssql;

import org.jspecify.annotations.NullMarked;
