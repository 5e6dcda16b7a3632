/**
 * The dialogues and codecs of SQL databases. Each protocol has a class {@code XProtocol}, which the
 * service loader finds, a dialogue and a finding.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.sql.PostgreSqlProtocol}.
 *
 * <p>May use {@code io.portprobe.protocols.sql}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.sql;

import org.jspecify.annotations.NullMarked;
