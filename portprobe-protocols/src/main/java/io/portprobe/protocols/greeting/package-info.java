/**
 * Results and options of protocols in which the server greets in lines of text: {@code smtp}
 * ({@link io.portprobe.protocols.greeting.Smtp}), {@code pop3} ({@link
 * io.portprobe.protocols.greeting.Pop3}), {@code imap} ({@link
 * io.portprobe.protocols.greeting.Imap}), {@code nntp} ({@link
 * io.portprobe.protocols.greeting.Nntp}) and {@code ftp} ({@link
 * io.portprobe.protocols.greeting.Ftp}).
 *
 * <p>{@link io.portprobe.protocols.greeting.GreetingServer} has what their findings have in common.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>Start with {@link io.portprobe.protocols.greeting.GreetingServer}. May use {@code
 * io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.protocols.tls} only.
 */
@NullMarked
package io.portprobe.protocols.greeting;

import org.jspecify.annotations.NullMarked;
