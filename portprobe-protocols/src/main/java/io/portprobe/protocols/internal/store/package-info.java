/**
 * The dialogues and codecs of data stores. Each protocol has a class {@code XProtocol}, which the
 * service loader finds, a dialogue and a finding.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.store.RedisProtocol}.
 *
 * <p>May use {@code io.portprobe.protocols.store}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.store;

import org.jspecify.annotations.NullMarked;
