export { buildStarterImage, type BuildStarterImageOptions } from './build-starter-image.ts';
export { importImage, type ImportImageOptions } from './import-image.ts';
export { recordedSha256 } from './image-record.ts';
export { inspectImage, type ImageInspection } from './inspect-image.ts';
export { removeImage, updateImage } from './manage-images.ts';
export { saveImage, type SaveImageOptions } from './save-image.ts';
export { listImages, readImage, type StoredImage } from './stored-image.ts';
export { TINY_VERSION } from './tiny/account-files.ts';
export { buildTinyImage, type BuildTinyImageOptions, type TinyImage } from './tiny/build-tiny-image.ts';
