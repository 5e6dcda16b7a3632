/**
 * Functions of values that depend on nothing else in portprobe: host names, text from outside made
 * safe to print, and durations. Start with {@link io.portprobe.text.SafeText}. May use: the JDK,
 * and Netty's address syntax. Exported for portprobe's own modules; not part of the API promise.
 */
@NullMarked
package io.portprobe.text;

import org.jspecify.annotations.NullMarked;
