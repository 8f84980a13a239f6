export { buildTinyImage, type BuildTinyImageOptions, type TinyImage } from './tiny/build-tiny-image.ts';
export { TINY_VERSION } from './tiny/account-files.ts';
