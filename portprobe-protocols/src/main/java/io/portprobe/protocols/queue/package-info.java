/**
 * Options and results of message brokers: {@code mqtt}, {@code kafka} and {@code amqp}.
 *
 * <p>Start with {@link io.portprobe.protocols.queue.Mqtt} and its finding {@link
 * io.portprobe.protocols.queue.MqttResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.queue;

import org.jspecify.annotations.NullMarked;
