/**
 * The protocols {@code "echo"}, {@code "discard"}, {@code "daytime"}, {@code "qotd"}, {@code
 * "chargen"}, {@code "time"}, {@code "finger"}, {@code "ident"} and {@code "syslog"}: small
 * services of one exchange.
 *
 * <p>Each has a finding type that states what the response proves. {@link
 * io.portprobe.protocols.simple.Finger} has the only option.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>Start with {@link io.portprobe.protocols.simple.Finger}, which has options, or with the
 * finding of a protocol. May use: the SPI and {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.protocols.simple;

import org.jspecify.annotations.NullMarked;
