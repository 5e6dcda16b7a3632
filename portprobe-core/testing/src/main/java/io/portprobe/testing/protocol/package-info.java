/** The contract test that every protocol plug-in passes. */
@NullMarked
package io.portprobe.testing.protocol;

import org.jspecify.annotations.NullMarked;
