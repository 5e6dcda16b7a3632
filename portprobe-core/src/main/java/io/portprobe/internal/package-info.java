/** The engine. Not exported; may change at any time. */
@NullMarked
package io.portprobe.internal;

import org.jspecify.annotations.NullMarked;
