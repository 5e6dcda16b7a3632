/** What is expected of a port, and how a report falls short of it. */
@NullMarked
package io.portprobe.testing.internal.expectation;

import org.jspecify.annotations.NullMarked;
