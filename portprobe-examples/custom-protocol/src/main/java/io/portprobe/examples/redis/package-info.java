/** Redis for portprobe: a plug-in as anybody may write it. */
package io.portprobe.examples.redis;
