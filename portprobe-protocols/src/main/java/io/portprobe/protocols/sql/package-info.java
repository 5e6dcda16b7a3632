/**
 * Options and results of SQL databases: {@code postgresql} and {@code mysql}.
 *
 * <p>Start with {@link io.portprobe.protocols.sql.PostgreSql} and its finding {@link
 * io.portprobe.protocols.sql.PostgreSqlResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.sql;

import org.jspecify.annotations.NullMarked;
