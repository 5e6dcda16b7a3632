/**
 * Execution of protocol plug-ins: limits, deadline, TLS, and detection of plug-ins that block.
 *
 * <p>Start with {@link io.portprobe.internal.dialogue.DialogueSession}, the only caller of a
 * plug-in's dialogue, and {@link io.portprobe.internal.dialogue.TcpDialogueHandler}, which performs
 * its steps on a TCP connection. {@code io.portprobe.internal.probe} performs them over UDP.
 *
 * <p>May use {@code internal.io}, {@code internal.net}, {@code internal.jfr} and {@code
 * internal.util}.
 */
@NullMarked
package io.portprobe.internal.dialogue;

import org.jspecify.annotations.NullMarked;
