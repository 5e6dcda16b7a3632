/**
 * The dialogues of the protocols {@code mssql} and {@code mssql-browser}.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.mssql.MsSqlProtocol} and {@link
 * io.portprobe.protocols.internal.mssql.MsSqlBrowserProtocol}, which the service loader finds. May
 * use {@code io.portprobe.protocols.mssql}, {@code io.portprobe.spi}, {@code io.portprobe.text} and
 * {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.mssql;

import org.jspecify.annotations.NullMarked;
