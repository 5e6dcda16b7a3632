/**
 * The dialogues and codecs of message brokers. Each protocol has a class {@code XProtocol}, which
 * the service loader finds, a dialogue and a finding.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.queue.MqttProtocol}.
 *
 * <p>May use {@code io.portprobe.protocols.queue}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.queue;

import org.jspecify.annotations.NullMarked;
